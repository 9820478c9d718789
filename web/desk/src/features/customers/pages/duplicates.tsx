import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import type { Schemas } from '@/api/types';
import { Empty, Loaded } from '@/kit/load';
import { Page } from '@/kit/page';
import { oneOf, text, useUrlState, type Raw } from '@/kit/url';
import { Button } from 'antd';
import css from '../customers.module.css';
import { MergeDrawer } from '../parts/merge-drawer';
import { PairCard } from '../parts/pair-card';
import { Tabs } from '../parts/tabs';

const states = ['open', 'later', 'not_same'] as const;
const parse = (raw: Raw) => ({ state: oneOf(raw, 'state', states), merge: text(raw, 'merge') });
export const pairKey = ({ first, second }: Schemas['CustomerPair']) => `${first.id}~${second.id}`;

/** Pairs that may be one person, side by side, with why they are proposed. */
export function DuplicatesPage() {
  const { t } = useTranslation('customers');
  const [{ state = 'open', merge }, set] = useUrlState(parse);
  const reading = api.useInfiniteQuery('get', '/api/v1/customers/duplicates', { params: { query: { state, limit: 20 } } }, {
    pageParamName: 'after', initialPageParam: null as string | null, getNextPageParam: (last) => last.next,
  });
  const pairs = reading.data?.pages.flatMap(({ items }) => items) ?? [];
  const merging = pairs.find((pair) => pairKey(pair) === merge);
  return (
    <Page title={t('pair.title')} note={t('pair.note')}>
      <Tabs />
      <Segmented aria-label={t('pair.state.name')} value={state} onChange={(value) => set({ state: value === 'open' ? undefined : value })} options={states.map((value) => ({ value, label: t(`pair.state.${value}`) }))} className={css.segment ?? ''} />
      <Loaded of={reading} rows={8}>
        {() => (pairs.length === 0 ? <Empty what={t('pair.none')} how={t('pair.noneHow')} /> : (
          <ul className={css.pairs}>
            {pairs.map((pair) => <li key={pairKey(pair)}><PairCard it={pair} onMerge={() => set({ merge: pairKey(pair) })} /></li>)}
          </ul>
        ))}
      </Loaded>
      {reading.hasNextPage && <Button block loading={reading.isFetchingNextPage} onClick={() => void reading.fetchNextPage()}>{t('kit:more.load')}</Button>}
      {merging && <MergeDrawer it={merging} onClose={() => set({ merge: undefined })} />}
    </Page>
  );
}
