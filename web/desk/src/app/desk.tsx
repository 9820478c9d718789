import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { App, ConfigProvider } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { kitLocale } from '@/i18n';
import { Empty } from '@/kit/load';
import { useDark, useStill } from '@/kit/prefs';
import { makeQueries } from './queries';
import { makeRouter } from './router';
import { themeFor } from './theme';

const queries = makeQueries(() => {
  if (router.state.location.pathname === '/sign-in') return;
  const next = router.state.location.href;
  queries.clear();
  void router.navigate({ to: '/sign-in', search: { next } as never });
});
const router = makeRouter(queries);

/** The whole app: theme and language around the pages. */
export function Desk() {
  const { t, i18n } = useTranslation('app');
  const dark = useDark();
  const still = useStill();
  useEffect(() => {
    document.documentElement.dataset['theme'] = dark ? 'dark' : 'light';
  }, [dark]);
  const locale = kitLocale(i18n.language);
  return (
    <ConfigProvider
      theme={themeFor(dark, still)}
      button={{ autoInsertSpace: false }}
      renderEmpty={() => <Empty what={t('nothing')} />}
      {...(locale ? { locale } : {})}
    >
      <App message={{ maxCount: 3 }} style={{ height: '100%' }}>
        <QueryClientProvider client={queries}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </App>
    </ConfigProvider>
  );
}
