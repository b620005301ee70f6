import { LogOut } from "lucide-react";
import { useState } from "react";
import { useLocation } from "wouter";
import { asRefusal, type Chat, useClient, useWorld } from "../../connection";
import { texts } from "../../texts";
import { Button, toast } from "../../ui";
import { Confirm } from "./Confirm";

export const Leave = ({ chat }: { chat: Chat }) => {
  const client = useClient();
  const me = useWorld((world) => world.me.id);
  const [, go] = useLocation();
  const [asking, setAsking] = useState(false);
  const leave = async () => {
    try {
      await client.api.removeMember(chat.id, me);
      go("/");
      client.forget(chat.id);
    } catch (refusal) {
      toast(texts.refusal[asRefusal(refusal).code], "trouble");
    }
  };
  return (
    <>
      <Button look="outline" className="text-danger" onClick={() => setAsking(true)}>
        <LogOut size={18} aria-hidden="true" />
        {texts.members.leave}
      </Button>
      {asking && (
        <Confirm
          title={texts.members.leaveAsk}
          detail={texts.members.leaveDetail}
          action={texts.members.leaveConfirm}
          onConfirm={leave}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
};
