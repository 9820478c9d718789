import { Link } from '@tanstack/react-router';
import { Button, Table } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { useWords } from '@/kit/book';
import { Empty, Loaded } from '@/kit/load';
import { Section } from '@/kit/section';
import { When } from '@/kit/when';

const rows = 10;

/** What was said with the customer on every channel, as far as one sees it; the newest first. */
export function CustomerTalks({ id }: { id: string }) {
  const { t } = useTranslation('customers');
  const { say } = useWords();
  const reading = api.useInfiniteQuery('get', '/api/v1/conversations', { params: { query: { view: 'found', customer: id, limit: rows } } }, {
    pageParamName: 'after', initialPageParam: null as string | null, getNextPageParam: (last) => last.next,
  });
  const items = reading.data?.pages.flatMap((page) => page.items);
  return (
    <Section title={t('talks')} flush>
      <Loaded of={{ ...reading, data: items }} rows={3}>
        {(all) => (all.length === 0 ? <Empty what={t('noTalks')} /> : (
          <Table
            rowKey="id"
            size="small"
            pagination={false}
            tableLayout="fixed"
            scroll={{ x: 560 }}
            dataSource={all}
            columns={[
              { title: t('talk.channel'), width: 110, render: (_, row) => <Link to="/conversations/$talkId" params={{ talkId: row.id }}>{say('channels', row.channel)}</Link> },
              { title: t('talk.last'), ellipsis: true, render: (_, row) => row.summary ?? row.subject ?? row.last.text },
              { title: t('talk.agent'), width: 90, ellipsis: true, render: (_, row) => row.agent?.name },
              { title: t('case.state'), width: 90, render: (_, row) => t(`talk.state.${row.state}`) },
              { title: t('talk.at'), width: 104, align: 'end', render: (_, row) => <When at={row.closed_at ?? row.last.at} /> },
            ]}
          />
        ))}
      </Loaded>
      {reading.hasNextPage && <Button type="text" block loading={reading.isFetchingNextPage} onClick={() => void reading.fetchNextPage()}>{t('kit:more.load')}</Button>}
    </Section>
  );
}
