import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { count } from '@/kit/figures';
import { useCaseCounts, useToday } from '../hooks';
import css from '../live.module.css';
import type { Board, View } from '../rules';
import { useSince } from '../words';

type Props = { board: Board; view: View; onOpen: (view: View) => void };

/** The figures of now and of today; each opens to what it counts. */
export function Tiles({ board: { total, alerts, unseen_alerts: unseen }, view, onOpen }: Props) {
  const { t } = useTranslation('live');
  const longest = useSince(total.longest);
  const cases = useCaseCounts();
  const tile = (of: View, value: string, hot: boolean, name: string = of) => (
    <button key={name} type="button" className={`${css.tile} ${view === of ? css.tileOn : ''}`} aria-pressed={view === of} onClick={() => onOpen(of)}>
      <Figure value={value} hot={hot} /><span>{t(`figure.${name}`)}</span>
    </button>
  );
  return (
    <div className={css.tiles} role="group" aria-label={t('figures')}>
      {tile('waiting', count(total.waiting), false)}
      {tile('waiting', longest, false, 'longest')}
      {tile('serving', count(total.serving), false)}
      {tile('overdue', count(total.overdue), total.overdue > 0)}
      {tile('agitated', count(total.agitated), total.agitated > 0)}
      <Today id="conversation_within_limit" name="service" />
      <Today id="conversation_satisfaction" name="satisfied" />
      <Today id="conversation_abandonment" name="abandoned" />
      {cases && <Cases view="overdue" value={cases.overdue} name="casesOverdue" hot />}
      {cases && <Cases view="due_soon" value={cases.due_soon} name="casesNear" />}
      <a href="#alerts" className={css.tile}><Figure value={count(alerts)} hot={unseen > 0} /><span>{t('figure.alerts')}{unseen > 0 && ` · ${t('figure.unseen', { count: unseen })}`}</span></a>
    </div>
  );
}

export function Figure({ value, hot = false }: { value: ReactNode; hot?: boolean }) {
  return <span className={`${css.figure} ${hot ? css.hot : ''}`}>{value}</span>;
}

function Cases({ view, value, name, hot = false }: { view: string; value: number; name: string; hot?: boolean }) {
  const { t } = useTranslation('live');
  return <Link to="/cases" search={{ view } as never} className={css.tile ?? ''}><Figure value={count(value)} hot={hot && value > 0} /><span>{t(`figure.${name}`)}</span></Link>;
}

/** A share of today by the one catalogue, with how many it is of. */
function Today({ id, name }: { id: string; name: string }) {
  const { t } = useTranslation('live');
  const { may, day } = useToday(id);
  const { value, n } = useShare(id);
  if (!may) return null;
  return (
    <Link to="/figures/$metricId" params={{ metricId: id }} search={{ from: day, to: day } as never} className={css.tile ?? ''}>
      <Figure value={value} /><span>{t(`figure.${name}`)}{n !== undefined && <span className={css.small}> n={count(n)}</span>}</span>
    </Link>
  );
}

/** A share of today in words. */
export function useShare(id: string): { value: string; n: number | undefined } {
  const { t } = useTranslation('kit');
  const { total } = useToday(id);
  return { value: typeof total?.value === 'number' ? `${(total.value * 100).toFixed(1)}%` : t('none'), n: total?.n };
}
