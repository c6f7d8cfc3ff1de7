"""The findings formats that cdgate knows, declared as data in the language that `docs/formats.md` explains."""

from __future__ import annotations

from cdgate.extension import Reader


def declared_readers() -> tuple[Reader, ...]:
    """Return a reader for each declared format."""
    from cdgate.builtin.readers.declared.formats_applications import APPLICATIONS
    from cdgate.builtin.readers.declared.formats_cloud import CLOUD
    from cdgate.builtin.readers.declared.formats_code_security import CODE_SECURITY
    from cdgate.builtin.readers.declared.formats_compiled import COMPILED
    from cdgate.builtin.readers.declared.formats_dependencies import DEPENDENCIES
    from cdgate.builtin.readers.declared.formats_duplicates import DUPLICATES
    from cdgate.builtin.readers.declared.formats_dynamic import DYNAMIC
    from cdgate.builtin.readers.declared.formats_images import IMAGES
    from cdgate.builtin.readers.declared.formats_infrastructure import INFRASTRUCTURE
    from cdgate.builtin.readers.declared.formats_linters import LINTERS
    from cdgate.builtin.readers.declared.formats_more_security import MORE_SECURITY
    from cdgate.builtin.readers.declared.formats_operations import OPERATIONS
    from cdgate.builtin.readers.declared.formats_packages import PACKAGES
    from cdgate.builtin.readers.declared.formats_pages import PAGES
    from cdgate.builtin.readers.declared.formats_platforms import PLATFORMS
    from cdgate.builtin.readers.declared.formats_policies import POLICIES
    from cdgate.builtin.readers.declared.formats_sarif import SARIF
    from cdgate.builtin.readers.declared.formats_scripts import SCRIPTS
    from cdgate.builtin.readers.declared.formats_secrets import SECRETS
    from cdgate.builtin.readers.declared.formats_services import SERVICES
    from cdgate.builtin.readers.declared.formats_styles import STYLES
    from cdgate.builtin.readers.declared.formats_supply_chain import SUPPLY_CHAIN
    from cdgate.builtin.readers.declared.formats_tables import TABLES
    from cdgate.builtin.readers.declared.formats_texts import TEXTS
    from cdgate.builtin.readers.declared.formats_weaknesses import WEAKNESSES
    from cdgate.builtin.readers.declared.formats_web import WEB
    from cdgate.builtin.readers.declared.formats_web_security import WEB_SECURITY
    from cdgate.builtin.readers.declared.formats_xml import XML
    from cdgate.builtin.readers.declared.formats_xml_dotnet import XML_DOTNET
    from cdgate.builtin.readers.declared.formats_xml_more import XML_MORE
    from cdgate.builtin.readers.declared.prepared import prepared_readers
    from cdgate.parsing.declared.reader import DeclaredReader

    shapes = (
        *APPLICATIONS,
        *CLOUD,
        *CODE_SECURITY,
        *COMPILED,
        *DEPENDENCIES,
        *DUPLICATES,
        *DYNAMIC,
        *IMAGES,
        *INFRASTRUCTURE,
        *LINTERS,
        *MORE_SECURITY,
        *OPERATIONS,
        *PACKAGES,
        *PAGES,
        *PLATFORMS,
        *POLICIES,
        *SARIF,
        *SCRIPTS,
        *SECRETS,
        *SERVICES,
        *STYLES,
        *SUPPLY_CHAIN,
        *TABLES,
        *TEXTS,
        *WEAKNESSES,
        *WEB,
        *WEB_SECURITY,
        *XML,
        *XML_DOTNET,
        *XML_MORE,
    )
    return (*map(DeclaredReader, shapes), *prepared_readers())
