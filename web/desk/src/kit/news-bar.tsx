import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import css from './kit.module.css';

/** New rows are announced here and come only when asked for, so that the list keeps its place. */
export function NewsBar({ count, show }: { count: number; show: () => void }) {
  const { t } = useTranslation('kit');
  return (
    <div role="status" aria-live="polite" className={css.news}>
      {count > 0 && (
        <div className={css.bar}>
          {t('news.count', { count })}
          <Button type="link" size="small" onClick={show}>{t('news.show')}</Button>
        </div>
      )}
    </div>
  );
}
