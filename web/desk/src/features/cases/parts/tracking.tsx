import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { useMay } from '@/api/session';
import type { Case } from '@/api/types';
import { toProblem } from '@/api/problem';

/** The code by which the customer follows a case that came by the portal, for one who lost it; asking is on record. */
export function TrackingCode({ it }: { it: Case }) {
  const { t } = useTranslation('cases');
  const may = useMay();
  const give = api.useMutation('post', '/api/v1/cases/{id}/tracking-code');
  if (it.channel !== 'portal' || !may('cases.work')) return null;
  if (give.data) return <code>{give.data.code}</code>;
  return (
    <>
      <Button type="link" size="small" loading={give.isPending} onClick={() => give.mutate({ params: { path: { id: it.id } } })}>{t('tracking.give')}</Button>
      {give.error && <span role="alert">{toProblem(give.error).title}</span>}
    </>
  );
}
