import { useTranslation } from 'react-i18next';
import { Change } from '@/kit/figures';
import css from '../metrics.module.css';
import { rise, type Figure, type Metric } from '../rules';
import { useValue } from '../say';

/** A figure against the period before; a volume has no better direction. */
export function ChangeOf({ metric, now, old }: { metric: Metric; now: Figure | undefined; old: Figure | undefined }) {
  const { t } = useTranslation('metrics');
  const sayValue = useValue(metric);
  const say = (value: number) => (metric.unit === 'share' ? t('points', { points: (value * 100).toFixed(1) }) : sayValue(value));
  const by = rise(now, old);
  if (by === undefined) return <span className={css.quiet}>{t('noBefore')}</span>;
  if (metric.better === 'neither') return <span>{by > 0 ? '+' : '−'}{say(Math.abs(by))}</span>;
  return <Change words={say(Math.abs(by))} rise={by} better={metric.better} />;
}
