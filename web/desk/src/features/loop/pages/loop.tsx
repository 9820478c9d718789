import { useTranslation } from 'react-i18next';
import { useBook } from '@/kit/book';
import { Empty, Loaded } from '@/kit/load';
import { Page } from '@/kit/page';
import { Section } from '@/kit/section';
import { useStages } from '../hooks';
import { Picture } from '../parts/picture';
import { WhereTable } from '../parts/where-table';
import { stations, sum } from '../rules';

/** The service loop in one picture: what comes in, where it stands, what goes out and what comes back. */
export function LoopPage() {
  const { t } = useTranslation('loop');
  const reading = useStages();
  const steps = useBook().steps.filter(({ role }) => role !== 'closed').map(({ id }) => id);
  return (
    <Page title={t('title')} note={t('note')}>
      <Loaded of={reading} rows={10}>
        {(stages) => (
          <>
            <Picture stations={stations(stages, steps)} />
            <Section title={t(stages.some(({ more }) => more) ? 'whereMore' : 'where', { count: sum(stages).open })} flush>
              {stages.length === 0 ? <Empty what={t('none')} how={t('noneHow')} /> : <WhereTable stages={stages} steps={steps} />}
            </Section>
          </>
        )}
      </Loaded>
    </Page>
  );
}
