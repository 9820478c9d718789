import { Alert } from 'antd';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { CountTabs } from '@/kit/count-tabs';
import { ViewActs } from '@/kit/view-acts';
import { addressOf, useViewCounts, useViews } from '@/kit/views';
import { parts } from '../answer-rules';
import { useCounts } from '../hooks';
import { builtIns, chips, savedQuery, viewOf, type Filter, type Seat } from '../rules';

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
  const opened = (key: string) => {
    const view = saved.find(({ id }) => id === key);
    return view ? addressOf(view) : key === seat.first ? {} : { view: key };
  };
  return (
    <>
    <CountTabs
      label={t('list.views')}
      on={on}
      onShow={(key) => show(opened(key))}
      tabs={[
        ...builtIns.map(({ key, count: name }) => ({ key, name: t(`view.${key}`), count: name && counts?.[name], hot: key === 'overdue' })),
        ...saved.map((view) => ({ key: view.id, name: view.name, count: counted(view.id) })),
      ]}
      extra={<ViewActs list="cases" query={savedQuery(filter, seat)} columns={parts(filter.columns)} narrowed={chips(filter).length > 0 || Boolean(filter.columns)} saved={shown} onGone={() => show({})} />}
    />
    {shown && shown.gone.length > 0 && <Alert type="warning" showIcon title={t('kit:views.gone', { what: shown.gone.join(t('case.and')) })} />}
    </>
  );
}
