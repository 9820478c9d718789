import { useTranslation } from 'react-i18next';
import { Verdict } from '@/kit/figures';
import css from '../metrics.module.css';
import type { Difference, Metric } from '../rules';
import { useValue } from '../say';

/** A difference with its sign and what may be concluded from it; chance is called chance. */
export function ChangeOf({ metric, difference, nothing }: { metric: Metric; difference: Difference | null | undefined; nothing?: string }) {
  const { t } = useTranslation('metrics');
  const sayValue = useValue(metric);
  if (!difference) return <span className={css.quiet}>{nothing ?? t('noBefore')}</span>;
  const { value, verdict } = difference;
  const size = Math.abs(value);
  const share = { share: size * 100, per_mille: size / 10 }[metric.unit as string];
  const said = share === undefined ? sayValue(size) : t('points', { points: share.toFixed(1) });
  const sign = value > 0 ? '+' : value < 0 ? '−' : '';
  return <Verdict verdict={verdict}>{sign}{said} {t(`verdict.${verdict}`)}</Verdict>;
}
