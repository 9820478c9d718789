import { AlertOutlined, CheckCircleOutlined } from '@ant-design/icons';
import type { UseInfiniteQueryResult, InfiniteData } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { App, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toProblem } from '@/api/problem';
import { PersonField } from '@/kit/fields';
import { FormDrawer } from '@/kit/form-drawer';
import { Empty, Loaded } from '@/kit/load';
import { tellDone } from '@/kit/undo';
import { When } from '@/kit/when';
import { useAlertActs } from '../hooks';
import css from '../live.module.css';
import type { Alert } from '../rules';
import { useSince, useWordsOf } from '../words';

type Pages = InfiniteData<{ items: Alert[]; next?: string | null }>;
type Props = { reading: UseInfiniteQueryResult<Pages, unknown>; settled: boolean };

/** Alerts, the newest first: what goes wrong, whose it is, and what can be done about it. */
export function AlertList({ reading, settled }: Props) {
  const { t } = useTranslation(['live', 'kit']);
  const name = settled ? 'settled' : 'alerts';
  return (
    <div id="alerts">
      <Loaded of={reading} rows={3}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0) return <Empty what={t(`none.${name}`)} {...(settled ? {} : { how: t('noneHow.alerts') })} />;
          return <ul className={css.rows} aria-label={t('alerts')}>{items.map((it) => <li key={it.id} className={css.alert}><AlertRow it={it} /></li>)}</ul>;
        }}
      </Loaded>
      {reading.hasNextPage && <div className={css.more}><Button size="small" loading={reading.isFetchingNextPage} onClick={() => void reading.fetchNextPage()}>{t('kit:more.load')}</Button></div>}
    </div>
  );
}

function AlertRow({ it }: { it: Alert }) {
  const { t } = useTranslation('live');
  const { found } = useWordsOf();
  const Icon = it.resolved_at ? CheckCircleOutlined : AlertOutlined;
  const parts = [it.conversation?.name || (it.conversation ? t('visitor') : it.queue), found(it), it.person && t('agentOf', { name: it.person.name })];
  return (
    <>
      <div className={css.line}>
        <Icon aria-hidden className={it.resolved_at ? css.quiet : css.hot} />
        <b>{t(`kind.${it.kind}`)}</b>
        {!it.acknowledged_at && !it.resolved_at && <span className={css.unseen}>{t('unread')}</span>}
        <span className={css.end}>{it.resolved_at ? <When at={it.resolved_at} /> : <Since at={it.raised_at} />}</span>
      </div>
      <div className={css.small}>{parts.filter(Boolean).join(' · ')}</div>
      {it.resolved_at ? <div className={css.small}>{it.resolved_by ? t('resolvedBy', { name: it.resolved_by.name, note: it.note ?? '' }) : t('byItself')}</div> : <Acts it={it} />}
    </>
  );
}

function Since({ at }: { at: string }) {
  const { t } = useTranslation('live');
  return <>{t('raised', { span: useSince(at) })}</>;
}

function Acts({ it }: { it: Alert }) {
  const { t } = useTranslation('live');
  const { notification } = App.useApp();
  const [doing, setDoing] = useState<'hand' | 'resolve'>();
  const acts = useAlertActs(it);
  const acknowledge = () => acts.acknowledge().then(() => tellDone(t('done.acknowledge')), (thrown: unknown) => notification.error({ title: toProblem(thrown).title }));
  const send = async (values: { person?: string; note?: string }) => {
    await (doing === 'hand' ? acts.hand(values.person ?? '') : acts.resolve(values.note ?? ''));
    if (doing) tellDone(t(`done.${doing}`));
  };
  return (
    <div className={css.line}>
      <span className={css.small}>{it.owner ? t('owner', { name: it.owner.name }) : t('noOwner')}</span>
      <span className={css.end}>
        {it.conversation && <Link to="/conversations/$talkId" params={{ talkId: it.conversation.id }}>{t('act.open')}</Link>}
        {!it.acknowledged_at && <Button size="small" onClick={() => void acknowledge()}>{t('act.acknowledge')}</Button>}
        <Button size="small" onClick={() => setDoing('hand')}>{t('act.hand')}</Button>
        <Button size="small" onClick={() => setDoing('resolve')}>{t('act.resolve')}</Button>
      </span>
      {doing && (
        <FormDrawer title={`${t(`act.${doing}`)} · ${t(`kind.${it.kind}`)}`} verb={t(`act.${doing}`)} draft={`alert.${it.id}.${doing}`} onClose={() => setDoing(undefined)} onSend={send}>
          {doing === 'hand'
            ? <Form.Item name="person" label={t('form.person')} rules={[{ required: true, message: t('form.personNeed') }]}><PersonField autoFocus /></Form.Item>
            : <Form.Item name="note" label={t('form.note')} extra={t('form.noteHint')} rules={[{ required: true, whitespace: true, message: t('form.noteNeed') }]}><Input.TextArea autoFocus maxLength={2000} autoSize={{ minRows: 3, maxRows: 10 }} /></Form.Item>}
        </FormDrawer>
      )}
    </div>
  );
}
