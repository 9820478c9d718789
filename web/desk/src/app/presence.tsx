import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Dropdown, type MenuProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { presenceKey, talkApi, type Presence as Present, type PresenceState } from '@/api/conversations';
import { toProblem } from '@/api/problem';
import { useMay } from '@/api/session';
import { dueWords } from '@/kit/due-chip';
import { sayDuration } from '@/kit/duration';
import { useNarrow } from '@/kit/prefs';
import { useNow } from '@/kit/now';
import css from './presence.module.css';

const states: PresenceState[] = ['online', 'busy', 'break', 'training', 'wrap_up', 'offline'];

/** Whether I take conversations now, why not, and how long that may last. */
export function Presence() {
  const { t } = useTranslation('app');
  const may = useMay();
  const works = may('conversations.work');
  const { data } = talkApi.useQuery('get', '/api/v1/presence', undefined, { staleTime: Infinity, enabled: works });
  const change = useChange();
  const narrow = useNarrow();
  if (!works || !data) return null;
  const reasons = data.reasons ?? [];
  const menu: MenuProps = {
    selectable: true,
    selectedKeys: [data.reason ? `${data.state} ${data.reason}` : data.state],
    items: states.flatMap((state): NonNullable<MenuProps['items']> => {
      const own = reasons.filter((one) => one.state === state);
      const dot = <i className={`${css.dot} ${css[state] ?? ''}`} />;
      return own.length === 0 ? [{ key: state, label: t(`presence.${state}`), icon: dot }] : own.map(({ id, name }) => ({ key: `${state} ${id}`, label: `${t(`presence.${state}`)} · ${name}`, icon: dot }));
    }),
    onClick: ({ key }) => {
      const [state = '', reason] = key.split(' ');
      change(state as PresenceState, reason);
    },
  };
  return (
    <Dropdown menu={menu} trigger={['click']}>
      <Button type="text" className={css.presence ?? ''} aria-label={t('presence.mine', { state: t(`presence.${data.state}`) })}>
        <i className={`${css.dot} ${css[data.state] ?? ''}`} aria-hidden />
        {!narrow && <span>{t(`presence.${data.state}`)}</span>}
        {!narrow && <Clock of={data} />}
      </Button>
    </Dropdown>
  );
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
  if (of.state === 'online') return <span className={css.quiet}>{t('app:presence.load', { load: of.load, room: of.load + of.room })}</span>;
  return <span className={css.quiet}>{sayDuration(Math.max(0, Math.floor((now - Date.parse(of.since)) / 60_000) * 60_000), say)}</span>;
}

function useChange(): (state: PresenceState, reason: string | undefined) => void {
  const cache = useQueryClient();
  const { notification } = App.useApp();
  const put = talkApi.useMutation('put', '/api/v1/presence', {
    onSuccess: (fresh) => cache.setQueryData(presenceKey, fresh),
    onError: (thrown) => {
      const problem = toProblem(thrown);
      notification.error({ title: problem.title || problem.code });
    },
  });
  return (state, reason) => put.mutate({ body: { state, ...(reason ? { reason } : {}) } });
}
