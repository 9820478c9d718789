import { Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';

type Props = { id?: string; value?: string; onChange?: (value: string | undefined) => void; customer: string | undefined };

/** A case, found by its number or words; before anything is typed, those of the customer. */
export function CaseField({ customer, ...rest }: Props) {
  const { t } = useTranslation('conversations');
  const [typed, setTyped] = useState('');
  const q = useDeferredValue(typed.trim());
  const found = api.useQuery('get', '/api/v1/search', { params: { query: { q } } }, { enabled: q.length > 1, placeholderData: (old) => old });
  const own = api.useQuery('get', '/api/v1/cases', { params: { query: { customer: customer ?? '', status: 'all', sort: '-opened', limit: 10 } } }, { enabled: customer !== undefined });
  const cases = q.length > 1 ? (found.data?.cases ?? []) : (own.data?.items ?? []);
  return (
    <Select
      {...rest}
      autoFocus
      showSearch={{ filterOption: false, onSearch: setTyped }}
      loading={found.isFetching}
      placeholder={t('form.casePick')}
      notFoundContent={t('kit:pick.nobody')}
      options={cases.map(({ id, number, subject }) => ({ value: id, label: `${number} ${subject}` }))}
    />
  );
}
