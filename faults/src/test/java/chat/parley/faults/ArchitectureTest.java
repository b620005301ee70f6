package chat.parley.faults;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "chat.parley.faults", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    @ArchTest
    static final ArchRule featuresFormNoCycle =
            slices().matching("chat.parley.faults.(*)..").should().beFreeOfCycles();

    /// What judges the services shares no code with them.
    @ArchTest
    static final ArchRule nothingOfTheServicesIsUsed = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "tools.jackson..", "org.jspecify..", "chat.parley.faults..");
}
