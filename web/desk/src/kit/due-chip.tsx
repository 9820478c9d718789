import { Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { limitOf, timeColour, type TimeColour } from './due';
import { sayDuration } from './duration';
import { HalfIcon, InTimeIcon, NearIcon, OverIcon, PausedIcon } from './icons';
import css from './kit.module.css';
import { useNow } from './now';
import { exact } from './when';

const icons = { ok: InTimeIcon, half: HalfIcon, near: NearIcon, over: OverIcon };

type Props = { due: string | null | undefined; half?: string | null | undefined; near?: string | null | undefined; paused?: boolean; label?: string; /** Counts by the second. */ fine?: boolean };

/** Time left or overdue: colour, icon and words together; the exact moment on hover. */
export function DueChip({ due, half, near, paused = false, label, fine = false }: Props) {
  const { t } = useTranslation('kit');
  const now = useNow(fine);
  if (paused) {
    return <span className={`${css.chip} ${css.still}`}><PausedIcon aria-hidden />{label} {t('due.paused')}</span>;
  }
  const limit = limitOf(due, half, near);
  if (!limit || !due) return <span className={css.muted}>{t('none')}</span>;
  const colour = timeColour(now, limit);
  const Icon = icons[colour];
  return (
    <Tooltip title={t('due.at', { at: exact(due), state: t(`due.state.${colour}`) })}>
      <span className={`${css.chip} ${css[colour]}`} data-time={colour}>
        <Icon aria-hidden />
        {label && <span>{label}</span>}
        {dueWords(limit.due - now, colour, t)}
      </span>
    </Tooltip>
  );
}

/** "还剩 35 分" or "超时 1 小时 10 分". */
export function dueWords(left: number, colour: TimeColour, t: (key: string, values?: Record<string, unknown>) => string): string {
  // Over a minute the seconds are noise: what is left is rounded down, what is over as well.
  const whole = Math.abs(left) < 60_000 ? left : Math.trunc(left / 60_000) * 60_000;
  return t(colour === 'over' ? 'due.over' : 'due.left', { span: sayDuration(whole, t) });
}
