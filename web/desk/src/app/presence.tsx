import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Dropdown, type MenuProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { presenceKey, type Presence as Present, type PresenceState } from '@/api/conversations';
import { toProblem } from '@/api/problem';
import { useMay } from '@/api/session';
import { dueWords } from '@/kit/due-chip';
import { sayDuration } from '@/kit/duration';
import { useNarrow } from '@/kit/prefs';
import { useNow } from '@/kit/now';
import css from './presence.module.css';

/** Whether I take conversations now, why not, and how long that may last. */
export function Presence() {
  const { t, i18n } = useTranslation('app');
  const said = (name: { zh: string; en: string }) => name[i18n.language === 'en' ? 'en' : 'zh'];
  const may = useMay();
  const works = may('conversations.work');
  const { data } = api.useQuery('get', '/api/v1/presence', undefined, { staleTime: Infinity, enabled: works });
  const change = useChange();
  const narrow = useNarrow();
  if (!works || !data) return null;
  const word = data.words.find(({ id }) => id === data.reason);
  const name = data.reason === 'missed' ? t('presence.missed') : word ? said(word.name) : t(`presence.${data.state}`);
  const menu: MenuProps = {
    selectable: true,
    selectedKeys: [data.reason ?? data.state],
    items: [
      { key: 'online', label: t('presence.online'), icon: <Dot state="online" /> },
      ...data.words.map((word) => ({ key: word.id, label: said(word.name), icon: <Dot state={word.state} /> })),
      { key: 'offline', label: t('presence.offline'), icon: <Dot state="offline" /> },
    ],
    onClick: ({ key }) => change(key),
  };
  return (
    <Dropdown menu={menu} trigger={['click']}>
      <Button type="text" className={css.presence ?? ''} aria-label={t('presence.mine', { state: name })}>
        <Dot state={data.state} />
        {!narrow && <span>{name}</span>}
        {!narrow && <Clock of={data} />}
      </Button>
    </Dropdown>
  );
}

function Dot({ state }: { state: PresenceState }) {
  return <i className={`${css.dot} ${css[state] ?? ''}`} aria-hidden />;
}

/** What is left of the time allowed in this state; how many conversations of how many, where there is none. */
function Clock({ of }: { of: Present }) {
  const { t } = useTranslation(['app', 'kit']);
  const now = useNow(true);
  const say = (key: string, values?: Record<string, unknown>) => t(`kit:${key}`, values ?? {});
  if (of.until) {
    const left = Date.parse(of.until) - now;
    return <span className={left < 0 ? css.over : css.quiet}>{dueWords(Math.trunc(left / 1000) * 1000, left < 0 ? 'over' : 'ok', say)}</span>;
  }
  if (of.state === 'online') return <span className={css.quiet}>{t('app:presence.load', { count: of.load })}</span>;
  return <span className={css.quiet}>{sayDuration(Math.max(0, Math.floor((now - Date.parse(of.since)) / 60_000) * 60_000), say)}</span>;
}

function useChange(): (state: string) => void {
  const cache = useQueryClient();
  const { notification } = App.useApp();
  const put = api.useMutation('put', '/api/v1/presence', {
    onSuccess: (fresh) => cache.setQueryData(presenceKey, fresh),
    onError: (thrown) => {
      const problem = toProblem(thrown);
      notification.error({ title: problem.title || problem.code });
    },
  });
  return (state) => put.mutate({ body: { state } });
}
