import { Button, Divider } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import type { Schemas } from '@/api/types';
import { ProblemBox } from '@/kit/problem';
import css from '../session.module.css';

type Props = { items: Schemas['SignInProvider'][]; next: string | undefined; alone: boolean };

/** A button for each identity provider; it leads to the provider's own page. */
export function Providers({ items, next, alone }: Props) {
  const { t } = useTranslation('session');
  const begin = api.useMutation('post', '/api/v1/sign-in/providers/{id}', { onSuccess: ({ address }) => globalThis.location.assign(address) });
  if (items.length === 0) return null;
  const go = (id: string) => begin.mutate({ params: { path: { id } }, body: { next: next ?? null } });
  return (
    <>
      <div className={css.stack}>
        <ProblemBox error={begin.error} />
        {items.map(({ id, name }) => <Button key={id} block type={alone ? 'primary' : 'default'} disabled={begin.isPending} loading={begin.isPending && begin.variables.params.path.id === id} onClick={() => go(id)}>{t('sso.by', { name })}</Button>)}
      </div>
      {!alone && <Divider plain>{t('sso.or')}</Divider>}
    </>
  );
}
