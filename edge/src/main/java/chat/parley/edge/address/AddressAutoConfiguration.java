package chat.parley.edge.address;

import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/// Tells every service who really asks; `parley.trusted-proxies` names those whose word counts.
@AutoConfiguration
class AddressAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean
    ClientAddresses clientAddresses(@Value("${parley.trusted-proxies:}") List<String> trustedProxies) {
        return new ClientAddresses(trustedProxies);
    }
}
