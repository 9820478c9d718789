import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { Key } from '@/kit/key';
import { shortcuts, type ShortcutId } from '@/kit/keys';
import { Facts } from '@/kit/section';
import { Link } from '@tanstack/react-router';

/** All shortcuts with their present keys. */
export function HelpSheet({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('app');
  const ids = Object.keys(shortcuts) as ShortcutId[];
  return (
    <Modal open title={t('help.title')} footer={null} onCancel={onClose} width={480}>
      <Facts items={ids.map((id) => [t(`key.${id}`), <Key key={id} id={id} />])} />
      <p><Link to="/help" onClick={onClose}>{t('help.more')}</Link> · <Link to="/settings" onClick={onClose}>{t('help.rebind')}</Link></p>
    </Modal>
  );
}
