import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import type { Talk } from '@/api/conversations';
import { useMay } from '@/api/session';
import { useWords } from '@/kit/book';
import { DueChip } from '@/kit/due-chip';
import { Facts, Section } from '@/kit/section';
import { tellDone } from '@/kit/undo';
import { When } from '@/kit/when';
import { useEndings, useQueues } from '@/kit/policy';
import css from '../conversations.module.css';
import { useActsOn } from '../hooks';
import { MediumMark, TierMark } from './marks';
import { PromiseMenu } from './promise-menu';

type Props = { it: Talk; onDo: (name: string) => void };

/** Who the customer is, their cases, and what was said before, beside the conversation. */
export function Panel({ it, onDo }: Props) {
  const { t } = useTranslation('conversations');
  return (
    <aside className={css.panel} aria-label={t('pane.panel')}>
      <Customer it={it} onDo={onDo} />
      <Cases it={it} onDo={onDo} />
      {it.customer_id && <Others customer={it.customer_id} linked={it.cases.map(({ id }) => id)} talk={it} />}
      {it.customer_id && <History customer={it.customer_id} here={it.id} />}
    </aside>
  );
}

function Customer({ it, onDo }: Props) {
  const { t } = useTranslation(['conversations', 'customers']);
  const may = useMay();
  const { sayChannel, sayQueue } = useQueues();
  const outcomes = useEndings();
  const sayOutcome = (id: string | null | undefined) => outcomes.find(({ value }) => value === id)?.label ?? id;
  const { data } = api.useQuery('get', '/api/v1/customers/{id}', { params: { path: { id: it.customer_id ?? '' } } }, { enabled: Boolean(it.customer_id) && may('customers.read') });
  return (
    <Section title={t('conversations:panel.customer')} extra={it.customer_id && may('customers.read') && <Link to="/customers/$customerId" params={{ customerId: it.customer_id }}>{t('conversations:panel.open')}</Link>}>
      <Facts
        items={[
          [t('conversations:field.name'), <span key="name">{data?.name ?? (it.name || t('conversations:visitor'))} <TierMark tier={data?.tier ?? it.tier} /></span>],
          ...(data?.identities ?? []).map((one): [string, string] => [t(`customers:identity.${one.kind}`, { defaultValue: one.kind }), one.masked]),
          [t('conversations:field.note'), data?.note],
          [t('conversations:field.channel'), sayChannel(it.channel)],
          [t('conversations:field.queue'), sayQueue(it.queue)],
          [t('conversations:field.came'), <When key="came" at={it.came_at} full />],
          [t('conversations:field.rating'), it.rating ? [t('conversations:rated', { score: it.rating }), it.rating_text].filter(Boolean).join(' · ') : undefined],
          [t('conversations:field.outcome'), sayOutcome(it.outcome)],
          [t('conversations:field.summary'), it.state === 'closed' ? it.summary : undefined],
        ]}
      />
      {!it.customer_id && <div className={css.small}>{t('conversations:panel.unknown')} {it.rights.reply && may('customers.read') && <Button type="link" size="small" onClick={() => onDo('recognise')}>{t('conversations:act.recognise')}</Button>}</div>}
    </Section>
  );
}

function Cases({ it, onDo }: Props) {
  const { t } = useTranslation('conversations');
  const { unlink, link } = useActsOn(it.id);
  const may = useMay();
  const take = (one: Talk['cases'][number]) => void unlink(one.id).then(() => tellDone(t('done.unlink', { number: one.number }), () => link(one.id)));
  return (
    <Section title={t('panel.cases')} extra={<Button type="link" size="small" onClick={() => onDo('link')}>{t('act.link')}</Button>}>
      {it.cases.length === 0 && <div className={css.small}>{t('panel.noCase')}</div>}
      <ul>
        {it.cases.map((one) => (
          <li key={one.id} className={css.item}>
            <div className={css.panelLine}><Link to="/cases/$caseId" params={{ caseId: one.id }}>{one.number}</Link><Button type="link" size="small" onClick={() => take(one)}>{t('act.unlink')}</Button></div>
            <div>{one.subject}</div>
            {may('cases.work') && <PromiseMenu caseId={one.id} number={one.number} />}
          </li>
        ))}
      </ul>
      {may('cases.create') && <Button size="small" onClick={() => onDo('new_case')}>{t('act.new_case')}</Button>}
    </Section>
  );
}

/** What else was said with the customer, on every channel; the newest first. */
function History({ customer, here }: { customer: string; here: string }) {
  const { t } = useTranslation('conversations');
  const { sayChannel } = useQueues();
  const { data } = api.useQuery('get', '/api/v1/conversations', { params: { query: { view: 'found', customer, limit: 6 } } });
  const rows = (data?.items ?? []).filter(({ id }) => id !== here).slice(0, 5);
  if (rows.length === 0) return null;
  return (
    <Section title={t('panel.history')} extra={data?.next && <Link to="/conversations" search={{ customer } as never}>{t('panel.historyAll')}</Link>}>
      <ul>
        {rows.map((row) => (
          <li key={row.id} className={css.item}>
            <div className={css.panelLine}>
              <Link to="/conversations/$talkId" params={{ talkId: row.id }}><MediumMark medium={row.medium} /> {sayChannel(row.channel)} · {t(`state.${row.state}`)}</Link>
              <span className={css.small}><When at={row.closed_at ?? row.last.at} /></span>
            </div>
            <span className={`${css.cut} ${css.historyText}`} title={row.summary ?? row.last.text}>{[row.agent?.name, row.summary ?? row.subject ?? row.last.text].filter(Boolean).join(' · ')}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** Cases of the customer that are not linked yet; open ones first. */
function Others({ customer, linked, talk }: { customer: string; linked: string[]; talk: Talk }) {
  const { t } = useTranslation('conversations');
  const { say } = useWords();
  const { link } = useActsOn(talk.id);
  const { data } = api.useQuery('get', '/api/v1/cases', { params: { query: { customer, status: 'all', sort: '-opened', limit: 8 } } });
  const rows = (data?.items ?? []).filter(({ id }) => !linked.includes(id)).toSorted((a, b) => Number(a.status === 'closed') - Number(b.status === 'closed'));
  if (rows.length === 0) return null;
  return (
    <Section title={t('panel.others')}>
      <ul>
        {rows.map((row) => (
          <li key={row.id} className={css.item}>
            <div className={css.panelLine}>
              <Link to="/cases/$caseId" params={{ caseId: row.id }}>{row.number}</Link>
              {row.status === 'closed' ? <span className={css.small}>{t('panel.closed')} <When at={row.closed_at} /></span> : <DueChip due={row.due_at} half={row.due_half_at} near={row.due_near_at} paused={row.status === 'paused'} />}
            </div>
            <div className={css.panelLine}>
              <span className={css.cut} title={row.subject}>{say('kinds', row.kind)} · {say('channels', row.channel)} · {row.subject}</span>
              <Button type="link" size="small" onClick={() => void link(row.id)}>{t('panel.link')}</Button>
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}
