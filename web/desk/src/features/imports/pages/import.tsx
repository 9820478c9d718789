import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import type { Schemas } from '@/api/types';
import { Loaded } from '@/kit/load';
import { Page } from '@/kit/page';
import { Editor } from '../parts/editor';
import { Errors } from '../parts/errors';
import { Running } from '../parts/running';
import { isRunning, isWaiting } from '../rules';

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
  return (
    <Page title={it.name} note={t(`state.${it.state}`, { defaultValue: it.state })}>
      {!isWaiting(it.state) && <Running it={it} />}
      {(isWaiting(it.state) || it.dry_run) && !isRunning(it.state) && <Editor it={it} />}
      {it.bad > 0 && <Errors id={it.id} />}
    </Page>
  );
}
