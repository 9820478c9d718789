import { useParams } from '@tanstack/react-router';
import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import type { Schemas } from '@/api/types';
import { Loaded } from '@/kit/load';
import { Page } from '@/kit/page';
import { Editor } from '../parts/editor';
import { Errors } from '../parts/errors';
import { Running } from '../parts/running';
import { Ways } from '../parts/ways';
import { isRunning, isWaiting, waysOf } from '../rules';

type Import = Schemas['Import'];

/** One file on its way in: say what its columns are, look at what would come of it, start, watch, mend. */
export function ImportPage() {
  const { importId = '' } = useParams({ strict: false });
  const reading = api.useQuery('get', '/api/v1/imports/{id}', { params: { path: { id: importId } } }, {
    refetchInterval: ({ state }) => (state.data && isRunning(state.data.state) ? 1000 : false),
  });
  return <Loaded of={reading} rows={10}>{(it) => <View key={it.id} it={it} />}</Loaded>;
}

function View({ it }: { it: Import }) {
  const { t } = useTranslation('imports');
  const state = t(`state.${it.state === 'done' && it.dry_run ? 'tried' : it.state}`, { defaultValue: it.state });
  return (
    <Page title={it.name} note={it.by ? t('sentBy', { state, name: it.by.name }) : state} extra={<Ways it={it} />}>
      {!it.mine && <Alert type="info" showIcon title={t('notMine')} />}
      {!isWaiting(it.state) && <Running it={it} />}
      {it.bad > 0 && it.mine && !isRunning(it.state) && <Errors it={it} />}
      {waysOf(it).map && it.guess && <Editor it={it} />}
    </Page>
  );
}
