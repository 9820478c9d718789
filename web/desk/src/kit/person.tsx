import { Avatar, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import css from './kit.module.css';

/** The one or two letters that stand for a name: the last two of a Chinese one, the initials of others. */
export function initials(name: string): string {
  const trimmed = name.trim();
  if (/[\u3400-\u9fff]/.test(trimmed)) return trimmed.slice(-2);
  return trimmed.split(/\s+/).slice(0, 2).map((word) => word.charAt(0).toUpperCase()).join('');
}

/** A person of ours, or the words for nobody. */
export function Person({ who, nobody }: { who: { name: string } | null | undefined; nobody?: string }) {
  const { t } = useTranslation('kit');
  if (!who) return <span className={css.muted}>{nobody ?? t('nobody')}</span>;
  return <span title={who.name}>{who.name}</span>;
}

/** Several people as round marks, with their names on hover. */
export function People({ people, say }: { people: { id: string; name: string }[]; say?: (name: string) => string }) {
  return (
    <Avatar.Group size="small" max={{ count: 4 }}>
      {people.map((one) => (
        <Tooltip key={one.id} title={say ? say(one.name) : one.name}>
          <Avatar style={{ background: 'var(--ink-2)', color: 'var(--ground)' }} aria-label={one.name}>{initials(one.name)}</Avatar>
        </Tooltip>
      ))}
    </Avatar.Group>
  );
}
