import { useTranslation } from 'react-i18next';
import { DataTable } from '@/kit/data-table';
import { count } from '@/kit/figures';
import { Empty } from '@/kit/load';
import { useNow } from '@/kit/now';
import css from '../live.module.css';
import type { Agent } from '../rules';
import { Longest } from './groups';

type Row = Agent & { id: string };

/** Who is there, as what, since when, with how much. */
export function AgentsTable({ agents, onOpen }: { agents: Agent[]; onOpen: (id: string) => void }) {
  const { t } = useTranslation('live');
  return (
    <DataTable<Row>
      rows={agents.map((it) => ({ ...it, id: it.person.id }))}
      empty={<Empty what={t('none.agents')} how={t('noneHow.agents')} />}
      scroll={{ x: 460 }}
      columns={[
        { title: t('column.agent'), ellipsis: true, render: (_, it) => <>{it.person.name} <span className={css.small}>{it.unit}</span></> },
        { title: t('column.state'), width: 150, render: (_, it) => <State of={it} /> },
        { title: t('column.load'), width: 64, align: 'end', render: (_, it) => (it.load === 0 ? <span className={css.quiet}>0</span> : <button type="button" className={css.open} aria-label={`${it.person.name} ${t('column.load')} ${it.load}`} onClick={() => onOpen(it.id)}>{count(it.load)}</button>) },
        { title: t('column.longest'), width: 120, align: 'end', render: (_, it) => <Longest at={it.longest} /> },
      ]}
    />
  );
}

function State({ of: { state, reason, since, until } }: { of: Agent }) {
  const { t } = useTranslation('live');
  const now = useNow();
  const late = until ? Date.parse(until) < now : false;
  const said = reason === 'missed' || reason === 'declined' ? t(`word.${reason}`) : t(`state.${state}`);
  return <span className={late ? css.hot : undefined}>{said} <span className={css.small}><Longest at={since} /></span></span>;
}
