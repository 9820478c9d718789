import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Empty, Loaded } from '@/kit/load';
import { Page } from '@/kit/page';
import { oneOf, useUrlState, type Raw } from '@/kit/url';
import { CountTabs } from '@/kit/count-tabs';
import { trays, useTray } from '../approval-hooks';
import { useCounts } from '../hooks';
import css from '../parts.module.css';
import { ApprovalCard } from '../parts/approval-card';

const parse = (raw: Raw) => ({ tray: oneOf(raw, 'tray', trays) });

/** What waits for my decision, what I asked for, what I decided. */
export function ApprovalsPage() {
  const { t } = useTranslation('cases');
  const [{ tray = 'mine' }, set] = useUrlState(parse);
  const reading = useTray(tray);
  const waiting = useCounts().data?.to_decide;
  return (
    <Page title={t('approval.title')}>
      <CountTabs
        label={t('approval.trays')}
        on={tray}
        onShow={(key) => set({ tray: oneOf({ key }, 'key', trays) })}
        tabs={trays.map((key) => ({ key, name: t(`approval.tray.${key}`), count: key === 'mine' ? waiting : undefined }))}
      />
      <Loaded of={reading}>
        {({ pages }) => {
          // What was decided twice, sent back between, is shown once.
          const items = [...new Map(pages.flatMap((page) => page.items).map((one) => [one.id, one])).values()];
          if (items.length === 0) return <Empty what={t(`approval.empty.${tray}`)} how={t('approval.emptyHow')} />;
          return <div className={`${css.cards} ${css.boxed}`}>{items.map((one) => <ApprovalCard key={one.id} it={one} withCase />)}</div>;
        }}
      </Loaded>
      {reading.hasNextPage && <Button loading={reading.isFetchingNextPage} onClick={() => void reading.fetchNextPage()}>{t('list.more')}</Button>}
    </Page>
  );
}
