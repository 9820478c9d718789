import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import type { Schemas } from '@/api/types';
import { Empty, Loaded } from '@/kit/load';
import css from '../policies.module.css';

/** What differs from the version before, value by value. */
export function Diff({ kind, from, to }: { kind: Schemas['Kind']; from: number; to: number }) {
  const { t } = useTranslation('policies');
  const reading = api.useQuery('get', '/api/v1/policies/{kind}/diff', { params: { path: { kind }, query: { from, to } } });
  return (
    <Loaded of={reading}>
      {({ changes }) => (changes.length === 0 ? <Empty what={t('noChange')} /> : (
        <div className={css.scroll}>
          <table>
            <thead><tr><th scope="col">{t('diff.where')}</th><th scope="col">{t('diff.from')}</th><th scope="col">{t('diff.to')}</th></tr></thead>
            <tbody>
              {changes.map((one) => (
                <tr key={one.path}>
                  <td>{one.path}</td>
                  <td className={css.gone}>{one.old}</td>
                  <td className={css.added}>{one.new}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ))}
    </Loaded>
  );
}
