import type { EChartsOption } from 'echarts';
import { lazy, Suspense } from 'react';
import { Waiting } from './load';

const Canvas = lazy(() => import('./chart-canvas').then((module) => ({ default: module.ChartCanvas })));

export type ChartProps = { option: EChartsOption; label: string; height?: number; name?: string; onPick?: (index: number, key: string) => void };

/** A picture; the drawing library is fetched with the first one. `label` says in words what it shows. */
export function Chart(props: ChartProps) {
  return (
    <div style={{ minHeight: props.height ?? 320 }}>
      <Suspense fallback={<Waiting rows={8} />}><Canvas {...props} /></Suspense>
    </div>
  );
}

/** Saves a picture of the chart. */
export async function savePng(option: EChartsOption, name: string): Promise<void> {
  const { drawPng } = await import('./chart-canvas');
  const link = document.createElement('a');
  link.href = drawPng(option);
  link.download = name;
  link.click();
}
