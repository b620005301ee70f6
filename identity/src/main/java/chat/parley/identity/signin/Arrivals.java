package chat.parley.identity.signin;

import chat.parley.identity.account.Account;
import chat.parley.identity.device.KnownDevices;
import chat.parley.identity.device.Visit;
import chat.parley.identity.notice.Notices;
import chat.parley.protocol.mail.NoticeKind;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Tells people when somebody comes in on a device where nobody of their account did before.
@Component
class Arrivals {
    private final KnownDevices devices;
    private final Notices notices;

    Arrivals(KnownDevices devices, Notices notices) {
        this.devices = devices;
        this.notices = notices;
    }

    Mono<Void> note(Account account, Guest guest) {
        return devices.isNew(account.id(), guest.device())
                .filter(Boolean::booleanValue)
                .flatMap(unknown -> tell(account, guest.visit()));
    }

    private Mono<Void> tell(Account account, Visit visit) {
        return notices.send(NoticeKind.NEW_DEVICE, account, visit.device(), visit.language());
    }
}
