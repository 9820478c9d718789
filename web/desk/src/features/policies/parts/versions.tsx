import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import type { Schemas } from '@/api/types';
import { Loaded } from '@/kit/load';
import { When } from '@/kit/when';
import css from '../policies.module.css';

/** All versions, the newest first; what was decided under one stays explained by it. */
export function Versions({ kind, shown }: { kind: Schemas['Kind']; shown: number }) {
  const { t } = useTranslation('policies');
  const reading = api.useQuery('get', '/api/v1/policies/{kind}/versions', { params: { path: { kind } } });
  return (
    <Loaded of={reading} rows={3}>
      {({ items }) => (
        <ul className={css.versions}>
          {items.map((one) => (
            <li key={one.version}>
              <Link to="/policies/$kind" params={{ kind }} search={{ version: one.version } as never} aria-current={one.version === shown ? 'page' : undefined}>
                {t('versionN', { version: one.version })}
              </Link>
              <div className={css.quiet}>{t(`status.${one.status}`, { defaultValue: one.status })} · <When at={one.effective_from} /></div>
            </li>
          ))}
        </ul>
      )}
    </Loaded>
  );
}
