import { App, Button, Popconfirm } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toProblem } from '@/api/problem';
import { ActButton } from '@/kit/act-button';
import { useNow } from '@/kit/now';
import { tellDone } from '@/kit/undo';
import { toMinute } from '@/kit/when';
import { useFollowUpCommands, type FollowUp } from '../follow-up-hooks';
import { FollowUpDrawer } from './follow-up-drawer';

/** The two ways a call ends: nobody answered, noted with two clicks; or the customer spoke. */
export function FollowUpActs({ it }: { it: FollowUp }) {
  const { t } = useTranslation('cases');
  const [open, setOpen] = useState(false);
  const { notification } = App.useApp();
  const commands = useFollowUpCommands(it);
  const soon = useNow() < Date.parse(it.next_at);
  if (it.state !== 'open' || !it.may_ask) return null;
  const note = async () => {
    try {
      await commands.tried(null);
      tellDone(t('followUp.done.tried', { number: it.number, at: it.tries.length + 1, most: it.most_tries }));
    } catch (thrown) {
      notification.error({ title: toProblem(thrown).title });
    }
  };
  const last = it.tries.length + 1 >= it.most_tries;
  return (
    <>
      <Button size="small" type="primary" onClick={() => setOpen(true)}>{t('followUp.reached')}</Button>
      {soon ? <ActButton size="small" reason={t('followUp.soon', { at: toMinute(it.next_at) })}>{t('followUp.notReached')}</ActButton> : (
        <Popconfirm title={t(last ? 'followUp.lastTry' : 'followUp.confirmTry', { at: it.tries.length + 1, most: it.most_tries })} okText={t('followUp.note')} cancelText={t('kit:cancel')} onConfirm={() => void note()}>
          <Button size="small">{t('followUp.notReached')}</Button>
        </Popconfirm>
      )}
      {open && <FollowUpDrawer it={it} onClose={() => setOpen(false)} />}
    </>
  );
}
