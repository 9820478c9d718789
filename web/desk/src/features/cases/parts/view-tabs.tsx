import { Alert } from 'antd';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { count } from '@/kit/figures';
import { addressOf, useViewCounts, useViews } from '@/kit/views';
import css from '../cases.module.css';
import { useCounts } from '../hooks';
import { builtIns, viewOf, type Filter, type Seat } from '../rules';
import { ViewActs } from './view-acts';

type Props = { filter: Filter; seat: Seat };

/** The views as tabs, each with its pushed count; then the saved ones. */
export function ViewTabs({ filter, seat }: Props) {
  const { t } = useTranslation('cases');
  const navigate = useNavigate();
  const counts = useCounts().data;
  const saved = useViews();
  const counted = useViewCounts();
  const on = viewOf(filter, seat);
  const show = (search: Record<string, unknown>) => void navigate({ to: '/cases', search: search as never });
  const shown = saved.find(({ id }) => id === on);
  return (
    <>
    <div className={css.tabs}>
      <div role="tablist" aria-label={t('list.views')} className={css.tabList}>
      {builtIns.map(({ key, count: name }) => (
        <Tab key={key} name={t(`view.${key}`)} on={on === key} count={name && counts?.[name]} hot={key === 'overdue'} onShow={() => show(key === seat.first ? {} : { view: key })} />
      ))}
      {saved.map((view) => (
        <Tab key={view.id} name={view.name} on={on === view.id} count={counted(view.id)} onShow={() => show(addressOf(view))} />
      ))}
      </div>
      <ViewActs filter={filter} seat={seat} saved={shown} onGone={() => show({})} />
    </div>
    {shown && shown.gone.length > 0 && <Alert type="warning" showIcon title={t('views.gone', { what: shown.gone.join(t('case.and')) })} />}
    </>
  );
}

function Tab({ name, on, count: number, hot = false, onShow }: { name: string; on: boolean; count?: number | string | undefined; hot?: boolean; onShow: () => void }) {
  return (
    <button type="button" role="tab" aria-selected={on} className={`${css.tab} ${on ? css.tabOn : ''}`} onClick={onShow}>
      {name}
      {number !== undefined && <span className={`${css.tabCount} ${hot && Number(number) > 0 ? css.tabHot : ''}`}>{typeof number === 'number' ? count(number) : number}</span>}
    </button>
  );
}
