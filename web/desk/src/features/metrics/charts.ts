import type { EChartsOption } from 'echarts';
import { interval, type Difference, type Figure, type Grain, type Metric, type Report } from './rules';
import { axisLabel } from './say';

export type Ink = { colours: readonly string[]; text: string; quiet: string; line: string };
type Say = (value: number | null | undefined) => string;
type Names = { now: string; before: string; interval: string };

function axes(ink: Ink, say: Say, unit: Metric['unit'], top: number): Pick<EChartsOption, 'grid' | 'tooltip'> & { y: object } {
  return {
    grid: { left: 8, right: 72, top: 16, bottom: 8, containLabel: true },
    tooltip: { trigger: 'axis', confine: true, axisPointer: { type: 'line' }, valueFormatter: (value) => (typeof value === 'number' ? say(value) : '–') },
    y: { type: 'value', min: 0, ...(unit === 'ms' ? roundTimes(top) : {}), axisLabel: { formatter: (value: number) => say(value), color: ink.quiet }, splitLine: { lineStyle: { color: ink.line } } },
  };
}

const value = ({ value: v }: Figure) => v;

function highest(figures: Figure[]): number {
  return Math.max(0, ...figures.map(({ value: v, high }) => high ?? v ?? 0));
}

const minute = 60_000;
const hour = 60 * minute;
const steps = [1000, 5000, 15_000, 30_000, minute, 2 * minute, 5 * minute, 10 * minute, 15 * minute, 30 * minute, hour, 2 * hour, 4 * hour, 8 * hour, 12 * hour, 24 * hour, 48 * hour, 168 * hour];

/** Ticks of a time axis at lengths people count in, at most seven of them; beyond weeks, by multiples of four. */
export function roundTimes(top: number): { interval: number; max: number } {
  let tick = steps.find((step) => top / step <= 6) ?? 168 * hour;
  while (top / tick > 6) tick *= 4;
  return { interval: tick, max: Math.max(tick, Math.ceil(top / tick) * tick) };
}

/** The series' name at the end of its line, in place of a legend. */
function endLabel(text: string, color: string) {
  return { endLabel: { show: true, formatter: text, color, fontSize: 12 }, labelLayout: { moveOverlap: 'shiftY' as const } };
}

/** The course over time: bars for counts, else a line with its interval as a band; the period before as a broken line. */
export function courseOption(report: Report, old: Pick<Report, 'series'> | undefined, grain: Grain, ink: Ink, say: Say, names: Names): EChartsOption {
  const { y, ...rest } = axes(ink, say, report.metric.unit, highest([...report.series, ...(old?.series ?? [])]));
  const [main = '#a8470f'] = ink.colours;
  const counts = report.metric.shape === 'count';
  const series: EChartsOption['series'] = [
    ...(counts ? [] : band(report, main)),
    counts
      ? { type: 'bar', name: names.now, data: report.series.map(value), itemStyle: { color: main }, barMaxWidth: 28 }
      : { type: 'line', name: names.now, data: report.series.map(value), symbolSize: 5, lineStyle: { color: main, width: 2 }, itemStyle: { color: main }, ...endLabel(names.now, main) },
    ...(old ? [{ type: 'line' as const, name: names.before, data: old.series.slice(0, report.series.length).map(value), symbol: 'none', lineStyle: { color: ink.quiet, type: 'dashed' as const, width: 1.5 }, itemStyle: { color: ink.quiet }, ...endLabel(names.before, ink.quiet) }] : []),
  ];
  return {
    ...rest,
    aria: { enabled: true },
    xAxis: { type: 'category', data: report.series.map(({ at }) => axisLabel(at, grain, report.zone)), axisLabel: { color: ink.quiet }, axisLine: { lineStyle: { color: ink.line } }, axisTick: { show: false } },
    yAxis: y,
    series,
  };
}

/** The interval as an area between two invisible lines; left out of the tooltip. */
function band(report: Report, color: string): object[] {
  const low = report.series.map(({ low: l }) => l);
  const width = report.series.map((one) => {
    const ends = interval(one);
    return ends ? ends.high - ends.low : null;
  });
  const hidden = { type: 'line', stack: 'band', symbol: 'none', silent: true, lineStyle: { opacity: 0 }, tooltip: { show: false } };
  return [
    { ...hidden, data: low },
    { ...hidden, data: width, areaStyle: { color, opacity: 0.14 } },
  ];
}

export type Bar = Figure & { key: string; label: string; against_others?: Difference | null };

/** One bar per group from zero, with whiskers for the interval; the figure stands at the bar's end. */
export function groupsOption(bars: Bar[], metric: Metric, ink: Ink, say: Say): EChartsOption {
  const { y, grid, tooltip } = axes(ink, say, metric.unit, highest(bars));
  const [main = '#a8470f'] = ink.colours;
  return {
    grid: { ...grid, right: 88 },
    tooltip: { ...tooltip, trigger: 'item' },
    aria: { enabled: true },
    xAxis: { ...y },
    yAxis: { type: 'category', inverse: true, data: bars.map(({ label }) => label), axisLabel: { color: ink.quiet, width: 120, overflow: 'truncate' }, axisTick: { show: false }, axisLine: { lineStyle: { color: ink.line } } },
    series: [
      { type: 'bar', name: metric.id, data: bars.map(value), itemStyle: { color: main }, barMaxWidth: 18 },
      whiskers(bars, ink, say),
    ] as EChartsOption['series'],
  };
}

type Api = { value: (dimension: number) => number; coord: (point: [number, number]) => [number, number] };

function whiskers(bars: Bar[], ink: Ink, say: Say): object {
  const style = { stroke: ink.text, lineWidth: 1.5 };
  const line = (x1: number, y1: number, x2: number, y2: number) => ({ type: 'line', shape: { x1, y1, x2, y2 }, style });
  return {
    type: 'custom',
    silent: true,
    z: 5,
    tooltip: { show: false },
    data: bars.map(({ low, high, value: v }, index) => [low ?? v ?? 0, high ?? v ?? 0, index, v ?? 0]),
    renderItem: (_: unknown, at: Api) => {
      const [left, row] = at.coord([at.value(0), at.value(2)]);
      const [right] = at.coord([at.value(1), at.value(2)]);
      return {
        type: 'group',
        children: [
          line(left, row, right, row),
          line(left, row - 4, left, row + 4),
          line(right, row - 4, right, row + 4),
          { type: 'text', x: right + 6, y: row, style: { text: say(at.value(3)), fill: ink.quiet, fontSize: 12, textVerticalAlign: 'middle' } },
        ],
      };
    },
  };
}
