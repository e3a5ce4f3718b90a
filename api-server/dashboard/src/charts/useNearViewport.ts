import { type RefObject, useEffect, useRef, useState } from 'react';

/** Far enough that a chart is there before it is scrolled to. */
const MARGIN = '600px';

/** Whether an element has come near what is seen of the page; once it has, it stays so. */
export function useNearViewport<Kind extends Element>(): [RefObject<Kind | null>, boolean] {
  const place = useRef<Kind>(null);
  const [isNear, setNear] = useState(false);
  useEffect(() => {
    const element = place.current;
    if (isNear || element === null) {
      return;
    }
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) {
          setNear(true);
        }
      },
      { rootMargin: MARGIN },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [isNear]);
  return [place, isNear];
}
