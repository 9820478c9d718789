import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Message } from '@/api/conversations';
import { problemWords } from '@/kit/problem';
import css from '../thread.module.css';
import { useOutbox } from '../hooks';
import type { Outgoing } from '../outgoing';

type Props = { talk: string; messages: Message[]; onBack: (one: Outgoing) => void };

/**
 * Messages written here that have not arrived yet, each with what can be done about it. One may be heard of before the answer to its
 * sending comes: it has arrived then.
 */
export function Pending({ talk, messages, onBack }: Props) {
  const { outbox, items } = useOutbox();
  const own = items.filter(({ conversation, body }) => conversation === talk && !messages.some((it) => it.client_id === body.client_id));
  const takeBack = (one: Outgoing) => {
    const back = outbox.takeBack(one.body.client_id);
    if (back) onBack(back);
  };
  return own.map((one) => (
    <li key={one.body.client_id} className={`${css.message} ${one.body.kind === 'note' ? css.note : css.ours} ${css.pending}`}>
      <div className={css.body}>
        {one.body.text && <div className={css.text}>{one.body.text}</div>}
        {one.files.map((name) => <div key={name} className={css.size}>{name}</div>)}
        <Fate one={one} onBack={() => takeBack(one)} onAgain={(anyway) => outbox.again(one.body.client_id, anyway)} />
      </div>
    </li>
  ));
}

function Fate({ one, onBack, onAgain }: { one: Outgoing; onBack: () => void; onAgain: (anyway: boolean) => void }) {
  const { t } = useTranslation(['conversations', 'kit']);
  if (one.state === 'held') return <div className={css.fate}>{t('conversations:pending.held')} <Button type="link" size="small" onClick={onBack}>{t('conversations:pending.back')}</Button></div>;
  if (one.state === 'sending' || one.state === 'due') return <div className={css.fate}>{t('conversations:pending.sending')}</div>;
  if (one.state === 'away') return <div className={`${css.fate} ${css.failed}`} role="alert">{t('conversations:pending.away')} <Button type="link" size="small" onClick={() => onAgain(one.body.anyway)}>{t('conversations:pending.again')}</Button><Button type="link" size="small" onClick={onBack}>{t('conversations:pending.back')}</Button></div>;
  const newer = one.state === 'newer';
  const { title, detail } = one.problem ? problemWords(one.problem, (key) => t(`kit:${key}`)) : { title: '', detail: '' };
  return (
    <div className={`${css.fate} ${css.failed}`} role="alert">
      {newer ? t('conversations:pending.newer', { count: one.newer }) : t('conversations:pending.refused', { why: detail || title })}{' '}
      <Button size="small" onClick={onBack}>{t('conversations:pending.edit')}</Button>
      <Button size="small" type="primary" onClick={() => onAgain(newer)}>{t(newer ? 'conversations:pending.anyway' : 'conversations:pending.again')}</Button>
    </div>
  );
}
