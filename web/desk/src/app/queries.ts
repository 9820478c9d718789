import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { changes } from '@/api/changes';
import { toProblem, worthRetrying } from '@/api/problem';

/** Readings come again when the live stream says so; `onSignedOut` runs when the server no longer knows us. */
export function makeQueries(onSignedOut: () => void): QueryClient {
  const onError = (thrown: unknown) => {
    if (toProblem(thrown).status === 401) onSignedOut();
  };
  const cache = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: { staleTime: 30_000, retry: worthRetrying, refetchOnWindowFocus: false },
      mutations: { retry: false },
    },
  });
  changes.follow(cache);
  return cache;
}
