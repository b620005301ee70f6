import { texts } from "../../texts";
import { NameForm } from "./NameForm";
import { Welcome } from "./Welcome";

/** After the first sign-in: nobody should meet a nameless person. */
export const ChooseName = () => (
  <Welcome>
    <NameForm initial="" submit={texts.signIn.saveName} focus>
      <div>
        <h1 className="font-semibold text-xl">{texts.signIn.nameTitle}</h1>
        <p className="mt-1 text-muted">{texts.signIn.nameIntro}</p>
      </div>
    </NameForm>
  </Welcome>
);
