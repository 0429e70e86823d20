import { useEffect, useState } from 'preact/hooks';
import { currentUser, setCurrentUser } from './call-api.ts';
import { hasSignIn } from './sign-in.ts';

/** Who acts, on a machine without sign-in: everybody may be anybody there, and by default is everybody. */
export const SignedInAs = ({ onChange }: { onChange: () => void }) => {
  const [isShown, setIsShown] = useState(false);
  useEffect(() => {
    void hasSignIn().then((has) => setIsShown(!has));
  }, []);
  if (!isShown) return null;
  return (
    <label class="who">
      Signed in as{' '}
      <input
        value={currentUser()}
        autocomplete="off"
        spellcheck={false}
        onChange={(event) => {
          setCurrentUser(event.currentTarget.value.trim());
          onChange();
        }}
      />
    </label>
  );
};
