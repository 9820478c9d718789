import { parts } from './links';

/** What somebody wrote, as text; addresses in it can be followed. */
export function Words({ text }: { text: string }) {
  return (
    <span class="words">
      {parts(text).map((it, at) =>
        it.href ? (
          // oxlint-disable-next-line react/no-array-index-key -- a text's parts never change places
          <a key={at} href={it.href} target="_blank" rel="noopener noreferrer nofollow">
            {it.text}
          </a>
        ) : (
          it.text
        ),
      )}
    </span>
  );
}
