import { useTranslation } from 'react-i18next';
import type { Case, Clock } from '@/api/types';
import { DueChip } from '@/kit/due-chip';
import { Duration, exact, When } from '@/kit/when';
import { Why } from '@/kit/why';
import css from '../cases.module.css';

/** The limits that still wait, each explaining why it is due then. */
export function Clocks({ it }: { it: Case }) {
  const live = it.clocks.filter(({ ended_at: ended, state }) => !ended && state !== 'cancelled');
  if (live.length === 0) return null;
  return <div className={css.clocks}>{live.map((clock) => <LiveClock key={clock.id} clock={clock} />)}</div>;
}

function LiveClock({ clock }: { clock: Clock }) {
  const { t } = useTranslation('cases');
  const name = t(`target.${clock.target}`);
  return (
    <span className={css.clock}>
      <DueChip label={name} due={clock.due_at} half={clock.half_at} near={clock.near_at} paused={clock.state === 'paused'} />
      <Why of={name} definition={clock.why} version={clock.policy} more={useClockFacts(clock)} />
    </span>
  );
}

/** What a clock has gone through, in pairs. */
export function useClockFacts(clock: Clock): [string, React.ReactNode][] {
  const { t } = useTranslation('cases');
  const basis = clock.calendar ? t('clock.working') : t('clock.wall');
  return [
    [t('clock.started'), <When key="started" at={clock.started_at} full />],
    [t('clock.limit'), <span key="limit"><Duration ms={clock.limit_ms} /> {basis}</span>],
    [t('clock.used'), <Duration key="used" ms={clock.used_ms} />],
    [t('clock.due'), clock.due_at && exact(clock.due_at)],
    ...clock.extended.map((one): [string, React.ReactNode] => [
      t('clock.extended'),
      t('clock.extendedBy', { until: exact(one.until), told: exact(one.told_at), how: t(`told.${one.told_how}`, { defaultValue: one.told_how }), reason: one.reason }),
    ]),
  ];
}
