import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { Loaded } from '@/kit/load';
import { Person } from '@/kit/person';
import { When } from '@/kit/when';
import type { Row } from '../hooks';
import css from '../policies.module.css';

/** Who did what with a version, and when. */
export function History({ kind, version }: Pick<Row, 'kind' | 'version'>) {
  const { t } = useTranslation('policies');
  const reading = api.useQuery('get', '/api/v1/policies/{kind}/versions/{version}/history', { params: { path: { kind, version } } });
  return (
    <Loaded of={reading} rows={3}>
      {({ items }) => (
        <ol className={css.history}>
          {items.map((one) => (
            <li key={`${one.deed} ${one.at}`}>
              <div><When at={one.at} full /> · <Person who={one.person_name ? { name: one.person_name } : null} nobody={t('history.nobody')} /></div>
              <div>{t(`deed.${one.deed}`)}{one.note && <>：{one.note}</>}</div>
            </li>
          ))}
        </ol>
      )}
    </Loaded>
  );
}
