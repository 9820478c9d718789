import { Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { looksLikeIdentity } from '@/kit/identity';

type Props = { id?: string; value?: string; onChange?: (value: string | undefined) => void; 'aria-label'?: string; autoFocus?: boolean };

/** A customer, found while typing: by number or mail exactly, else by name. */
export function CustomerField(props: Props) {
  const { t } = useTranslation('conversations');
  const [typed, setTyped] = useState('');
  const q = useDeferredValue(typed.trim());
  const query = looksLikeIdentity(q) ? { identity: q } : { q };
  const { data, isFetching } = api.useQuery('get', '/api/v1/customers', { params: { query: { ...query, limit: 8 } } }, { enabled: q.length > 1 });
  const found = q.length > 1 ? (data?.items ?? []) : [];
  return (
    <Select
      autoFocus
      {...props}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      loading={isFetching}
      placeholder={t('form.customerPick')}
      notFoundContent={t('kit:pick.nobody')}
      options={found.map(({ id, name, identities }) => ({ value: id, label: [name, ...identities.map(({ masked }) => masked)].join(' · ') }))}
    />
  );
}
