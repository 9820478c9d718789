import { ApiOutlined, MailOutlined, MessageOutlined, WechatOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { Medium, TalkRow } from '@/api/conversations';
import { DueChip } from '@/kit/due-chip';
import { sayDuration } from '@/kit/duration';
import { useNow } from '@/kit/now';
import { exact } from '@/kit/when';
import css from '../conversations.module.css';

const icons = { chat: MessageOutlined, mail: MailOutlined, webhook: ApiOutlined, wechat: WechatOutlined };

/** By which door a conversation came. */
export function MediumMark({ medium }: { medium: Medium }) {
  const { t } = useTranslation('conversations');
  const Icon = icons[medium];
  return <span className={css.medium} title={t(`medium.${medium}`)}><Icon aria-hidden /><span className="visually-hidden">{t(`medium.${medium}`)}</span></span>;
}

export function TierMark({ tier }: { tier: string | null | undefined }) {
  const { t } = useTranslation('conversations');
  if (!tier || tier === 'standard') return null;
  return <span className={`${css.tier} ${tier === 'vip' ? css.tierHigh : ''}`}>{t(`tier.${tier}`, { defaultValue: tier })}</span>;
}

/** When the next answer is due; counts by the second, in the colours of time. */
export function AnswerDue({ row }: { row: TalkRow }) {
  if (!row.due_at || !row.waiting_since || row.state === 'closed') return null;
  const [from, due] = [Date.parse(row.waiting_since), Date.parse(row.due_at)];
  const at = (share: number) => new Date(from + (due - from) * share).toISOString();
  return <DueChip due={row.due_at} half={at(0.5)} near={at(0.8)} fine />;
}

/** For how long the customer has waited for a word. */
export function Waited({ since }: { since: string | null | undefined }) {
  const { t } = useTranslation(['conversations', 'kit']);
  const now = useNow(true);
  if (!since) return null;
  const ms = Math.max(0, Math.floor((now - Date.parse(since)) / 1000) * 1000);
  return <span className={css.waited} title={exact(since)}>{t('conversations:waited', { span: sayDuration(ms, (key, values) => t(`kit:${key}`, values)) })}</span>;
}
