import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Empty, Loaded } from '@/kit/load';
import { Page } from '@/kit/page';
import { oneOf, useUrlState, type Raw } from '@/kit/url';
import { CountTabs } from '@/kit/count-tabs';
import { questionTrays, useQuestions } from '../application-hooks';
import { useCounts } from '../hooks';
import css from '../parts.module.css';
import { QuestionCard } from '../parts/question-card';

const parse = (raw: Raw) => ({ tray: oneOf(raw, 'tray', questionTrays) });

/** Questions of windows that wait for my answer, and those I asked. */
export function QuestionsPage() {
  const { t } = useTranslation('cases');
  const [{ tray = 'mine' }, set] = useUrlState(parse);
  const reading = useQuestions(tray);
  const waiting = useCounts().data?.to_answer;
  return (
    <Page title={t('question.tray')}>
      <CountTabs
        label={t('question.tray')}
        on={tray}
        onShow={(key) => set({ tray: oneOf({ key }, 'key', questionTrays) })}
        tabs={questionTrays.map((key) => ({ key, name: t(`question.trays.${key}`), count: key === 'mine' ? waiting : undefined }))}
      />
      <Loaded of={reading}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0) return <Empty what={t(`question.empty.${tray}`)} how={t('question.emptyHow')} />;
          return <div className={`${css.cards} ${css.boxed}`}>{items.map((one) => <QuestionCard key={one.id} it={one} />)}</div>;
        }}
      </Loaded>
      {reading.hasNextPage && <Button loading={reading.isFetchingNextPage} onClick={() => void reading.fetchNextPage()}>{t('list.more')}</Button>}
    </Page>
  );
}
