import { BarChart, CustomChart, LineChart, ScatterChart } from 'echarts/charts';
import { AriaComponent, GridComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import * as echarts from 'echarts/core';
import { LabelLayout } from 'echarts/features';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useEffectEvent, useRef } from 'react';
import type { ChartProps } from './chart';
import { useDark } from './prefs';

echarts.use([BarChart, LineChart, ScatterChart, CustomChart, GridComponent, TooltipComponent, MarkLineComponent, AriaComponent, LabelLayout, CanvasRenderer]);

const still = () => globalThis.matchMedia('(prefers-reduced-motion: reduce)').matches;

/** The drawing itself: follows its box and the theme, and tells what was clicked. */
export function ChartCanvas({ option, label, height = 320, onPick }: ChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const dark = useDark();
  const picked = useEffectEvent((index: number, name: string) => onPick?.(index, name));
  useEffect(() => {
    if (!box.current) return undefined;
    const chart = echarts.init(box.current, dark ? 'dark' : undefined);
    const watcher = new ResizeObserver(() => chart.resize());
    watcher.observe(box.current);
    chart.on('click', ({ dataIndex, name }) => picked(dataIndex, name));
    chart.setOption({
      backgroundColor: 'transparent',
      animation: !still(),
      animationDuration: 120,
      textStyle: { fontFamily: getComputedStyle(box.current).fontFamily },
      ...option,
    });
    return () => {
      watcher.disconnect();
      chart.dispose();
    };
  }, [dark, option]);
  return <div ref={box} role="img" aria-label={label} style={{ height }} />;
}

/** The chart as a picture file, at twice the size for print, on white. */
export function drawPng(option: ChartProps['option']): string {
  const box = document.createElement('div');
  const chart = echarts.init(box, undefined, { width: 1000, height: 420 });
  chart.setOption({ ...option, animation: false });
  const url = chart.getDataURL({ type: 'png', pixelRatio: 2, backgroundColor: '#fff' });
  chart.dispose();
  return url;
}
