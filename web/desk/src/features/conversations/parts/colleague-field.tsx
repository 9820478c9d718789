import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';

type Props = { talk: string; id?: string; value?: string; onChange?: (value: string | undefined) => void };

/** A colleague at work, of whichever unit: who is free stands first. */
export function ColleagueField({ talk, ...field }: Props) {
  const { t } = useTranslation('conversations');
  const { data, isFetching } = api.useQuery('get', '/api/v1/conversations/{id}/colleagues', { params: { path: { id: talk } } }, { refetchOnMount: 'always' });
  const label = ({ person, unit, state, load }: NonNullable<typeof data>[number]) => [person.name, unit, t(`colleague.${state}`), t('colleague.load', { count: load })].filter(Boolean).join(' · ');
  return (
    <Select
      {...field}
      autoFocus
      loading={isFetching}
      placeholder={t('kit:pick.person')}
      notFoundContent={t('colleague.none')}
      showSearch={{ optionFilterProp: 'label' }}
      options={(data ?? []).map((one) => ({ value: one.person.id, label: label(one) }))}
    />
  );
}
