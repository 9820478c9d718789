import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { Loaded } from '@/kit/load';
import css from '../help.module.css';

const said = ['n', 'interval', 'chance', 'percentiles', 'version'] as const;

/** How figures are computed and what may be concluded from them; then every one of the catalogue. */
export function Figures() {
  const { t, i18n } = useTranslation('help');
  const catalogue = api.useQuery('get', '/api/v1/metrics', undefined, { staleTime: 600_000 });
  const language = i18n.language === 'en' ? 'en' : 'zh';
  return (
    <>
      <ul className={css.more}>{said.map((one) => <li key={one}>{t(`figures.${one}`)}</li>)}</ul>
      <Loaded of={catalogue}>
        {({ items }) => (
          <dl className={css.metrics}>
            {items.map((metric) => (
              <div key={metric.id}>
                <dt><Link to="/figures/$metricId" params={{ metricId: metric.id }}>{metric.name[language]}</Link></dt>
                <dd>{metric.definition[language]}<div className={css.note}>{metric.formula[language]}</div></dd>
              </div>
            ))}
          </dl>
        )}
      </Loaded>
    </>
  );
}
