import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { Button, Popconfirm, Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import type { Schemas } from '@/api/types';
import { count } from '@/kit/figures';
import { Loaded } from '@/kit/load';
import { Page } from '@/kit/page';
import { ProblemBox } from '@/kit/problem';
import { Facts, Section } from '@/kit/section';
import css from '../customers.module.css';
import { useFresh } from '../hooks';
import { SheetPlan } from '../parts/sheet-plan';
import { SheetRows } from '../parts/sheet-rows';
import { Tabs } from '../parts/tabs';

type Sheet = Schemas['CustomerSheet'];
const busy = (state: Sheet['state']) => state === 'reading' || state === 'checking' || state === 'bringing';

/** One table on its way in: name its columns, look at what is wrong, bring it in. */
export function SheetPage() {
  const { sheetId = '' } = useParams({ strict: false });
  const reading = api.useQuery('get', '/api/v1/customers/sheets/{id}', { params: { path: { id: sheetId } } }, {
    refetchInterval: ({ state }) => (state.data && busy(state.data.state) ? 700 : false),
  });
  return <Loaded of={reading} rows={10}>{(it) => <View it={it} />}</Loaded>;
}

function View({ it }: { it: Sheet }) {
  const { t } = useTranslation('customers');
  return (
    <Page title={it.name} note={t(`sheet.states.${it.state}`)} extra={<Discard it={it} />}>
      <Tabs />
      {busy(it.state) && (
        <Section title={t(`sheet.states.${it.state}`)}>
          <Progress percent={Math.round((100 * Math.min(it.at_row, it.rows)) / Math.max(it.rows, 1))} aria-label={t(`sheet.states.${it.state}`)} />
          <span className={css.small} role="status">{t('sheet.progress', { at: count(Math.min(it.at_row, it.rows)), rows: count(it.rows) })}</span>
        </Section>
      )}
      {it.state === 'checked' && <Found it={it} />}
      {it.state === 'done' && <Outcome it={it} />}
      {it.bad > 0 && !busy(it.state) && <SheetRows it={it} bad />}
      {(it.state === 'read' || it.state === 'checked') && <SheetPlan key={it.state} it={it} />}
      {(it.state === 'read' || it.state === 'checked') && <SheetRows it={it} />}
    </Page>
  );
}

/** What the check found, and the next step. */
function Found({ it }: { it: Sheet }) {
  const { t } = useTranslation('customers');
  const onSuccess = useFresh();
  const bring = api.useMutation('post', '/api/v1/customers/sheets/{id}/bring', { onSuccess });
  const send = () => bring.mutate({ params: { path: { id: it.id } }, body: { leave_bad: it.bad > 0 } });
  const good = it.fresh + it.met > 0;
  return (
    <Section title={t('sheet.result')}>
      <Facts items={[[t('sheet.fresh'), count(it.fresh)], [t('sheet.met'), count(it.met)], [t('sheet.badRows'), count(it.bad)]]} />
      <ProblemBox error={bring.error} />
      <div className={css.acts}>
        <Button type="primary" disabled={!good} loading={bring.isPending} onClick={send}>{it.bad > 0 ? t('sheet.leave', { count: it.bad }) : t('sheet.bring')}</Button>
      </div>
    </Section>
  );
}

function Outcome({ it }: { it: Sheet }) {
  const { t } = useTranslation('customers');
  return (
    <Section title={t('sheet.outcome')} extra={<Link to="/customers">{t('sheet.to')}</Link>}>
      <Facts items={[[t('sheet.added'), count(it.added)], [t('sheet.updated'), count(it.updated)], [t('sheet.skipped'), count(it.skipped)], [t('sheet.proposed'), count(it.proposed)], [t('sheet.badRows'), count(it.bad)]]} />
    </Section>
  );
}

function Discard({ it }: { it: Sheet }) {
  const { t } = useTranslation('customers');
  const navigate = useNavigate();
  const fresh = useFresh();
  const onSuccess = async () => {
    await navigate({ to: '/customers/sheets' });
    await fresh();
  };
  const discard = api.useMutation('delete', '/api/v1/customers/sheets/{id}', { onSuccess });
  return (
    <Popconfirm title={t('sheet.sure')} okText={t('sheet.discard')} cancelText={t('kit:cancel')} onConfirm={() => discard.mutate({ params: { path: { id: it.id } } })}>
      <Button disabled={busy(it.state)}>{t('sheet.discard')}</Button>
    </Popconfirm>
  );
}
