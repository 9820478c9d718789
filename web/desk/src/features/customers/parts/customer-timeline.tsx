import { Link } from '@tanstack/react-router';
import { Button, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { Empty, Loaded } from '@/kit/load';
import { Section } from '@/kit/section';
import { oneOf, useUrlState, type Raw } from '@/kit/url';
import { When } from '@/kit/when';
import css from '../customers.module.css';
import { eventKey } from '../rules';

const kinds = ['cases', 'profile', 'privacy'] as const;
const parse = (raw: Raw) => ({ show: oneOf(raw, 'show', kinds) });

/** The name an imported event had in its own system. */
function activityOf({ body, kind }: { body: Record<string, unknown>; kind: string }): string {
  return typeof body['activity'] === 'string' ? body['activity'] : kind;
}

/** What happened with this customer, in all cases. */
export function CustomerTimeline({ id }: { id: string }) {
  const { t } = useTranslation('customers');
  const [{ show }, set] = useUrlState(parse);
  const reading = api.useInfiniteQuery('get', '/api/v1/customers/{id}/timeline', { params: { path: { id }, query: { limit: 50, ...(show ? { kind: show } : {}) } } }, {
    pageParamName: 'after', initialPageParam: null as string | null, getNextPageParam: (last) => last.next,
  });
  return (
    <Section title={t('timeline')} flush extra={<Segmented size="small" aria-label={t('filter.name')} value={show ?? 'all'} onChange={(value) => set({ show: kinds.find((kind) => kind === value) })} options={(['all', ...kinds] as const).map((value) => ({ value, label: t(`filter.${value}`) }))} />}>
      <Loaded of={reading} rows={4}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items).filter(({ kind }) => !kind.includes('.clock_'));
          return items.length === 0 ? <Empty what={t('noTimeline')} /> : (
            <ul className={css.events}>
              {items.map((item) => (
                <li key={item.seq} className={css.event}>
                  <When at={item.at} />
                  {item.hidden ? <span>{t('hiddenCase')}</span> : (
                    <span>
                      {item.actor?.name ?? t('system')} {t(`event.${eventKey(item.kind)}`, { defaultValue: activityOf(item) })}{' '}
                      {item.case_id && <Link to="/cases/$caseId" params={{ caseId: item.case_id }}>{item.case_number ? t('caseNo', { number: item.case_number }) : t('openCase')}</Link>}
                    </span>
                  )}
                </li>
              ))}
            </ul>
          );
        }}
      </Loaded>
      {reading.hasNextPage && <Button type="text" block loading={reading.isFetchingNextPage} onClick={() => void reading.fetchNextPage()}>{t('kit:more.load')}</Button>}
    </Section>
  );
}
