"""EU trusted lists for tests: written and signed as the real ones are, about a PKI of our own."""

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree
from signxml.xades.xades import XAdESSigner

from app.demo.pki import Issued
from app.demo.pki.issued import issue, key_usage, name, new_key
from tests.seals import SEALED_AT

_TYPE = "http://uri.etsi.org/TrstSvc"
_EXTENSION = f"{_TYPE}/TrustedList/SvcInfoExt"
GRANTED = f"{_TYPE}/TrustedList/Svcstatus/granted"
WITHDRAWN = f"{_TYPE}/TrustedList/Svcstatus/withdrawn"
CA_QC = f"{_TYPE}/Svctype/CA/QC"
TSA_QTST = f"{_TYPE}/Svctype/TSA/QTST"
_CERTIFICATE = re.compile("<X509Certificate>.*?</X509Certificate>")
FOR_SEALS = "ForeSeals"
FOR_SIGNATURES = "ForeSignatures"

_DOCUMENT = """<TrustServiceStatusList xmlns="http://uri.etsi.org/02231/v2#"
  xmlns:x="http://uri.etsi.org/02231/v2/additionaltypes#" Id="list"
  TSLTag="http://uri.etsi.org/19612/TSLTag">
 <SchemeInformation>
  <TSLVersionIdentifier>5</TSLVersionIdentifier><TSLSequenceNumber>1</TSLSequenceNumber>
  <TSLType>http://uri.etsi.org/TrstSvc/TrustedList/TSLType/{kind}</TSLType>
  <SchemeOperatorName><Name xml:lang="en">Operator</Name></SchemeOperatorName>
  <SchemeName><Name xml:lang="en">{territory}:Test list</Name></SchemeName>
  <SchemeInformationURI><URI xml:lang="en">https://example.org/</URI></SchemeInformationURI>
  <SchemeTerritory>{territory}</SchemeTerritory>
  <HistoricalInformationPeriod>65535</HistoricalInformationPeriod>
  {pointers}
  <ListIssueDateTime>{issued}</ListIssueDateTime>
  <NextUpdate><dateTime>{next_update}</dateTime></NextUpdate>
 </SchemeInformation>
 {services}
</TrustServiceStatusList>"""

_SERVICES = """<TrustServiceProviderList><TrustServiceProvider>
 <TSPInformation><TSPName><Name xml:lang="en">Provider</Name></TSPName></TSPInformation>
 <TSPServices>{services}</TSPServices></TrustServiceProvider></TrustServiceProviderList>"""

_SERVICE = """<TSPService><ServiceInformation>
 <ServiceTypeIdentifier>{kind}</ServiceTypeIdentifier>
 <ServiceName><Name xml:lang="en">Service</Name></ServiceName>
 <ServiceDigitalIdentity><DigitalId><X509Certificate>{certificate}</X509Certificate></DigitalId>
 </ServiceDigitalIdentity>
 <ServiceStatus>{status}</ServiceStatus>
 <StatusStartingTime>{since}</StatusStartingTime>
 <ServiceInformationExtensions>{extensions}</ServiceInformationExtensions>
</ServiceInformation>{history}</TSPService>"""

_HISTORY = """<ServiceHistory><ServiceHistoryInstance>
 <ServiceTypeIdentifier>{kind}</ServiceTypeIdentifier>
 <ServiceName><Name xml:lang="en">Service</Name></ServiceName>
 <ServiceDigitalIdentity><DigitalId><X509Certificate>{certificate}</X509Certificate></DigitalId>
 </ServiceDigitalIdentity>
 <ServiceStatus>{status}</ServiceStatus>
 <StatusStartingTime>{since}</StatusStartingTime>
 <ServiceInformationExtensions>{extensions}</ServiceInformationExtensions>
</ServiceHistoryInstance></ServiceHistory>"""

_USE = """<Extension Critical="true"><AdditionalServiceInformation>
 <URI xml:lang="en">{uri}</URI></AdditionalServiceInformation></Extension>"""

_QUALIFIERS = """<Extension Critical="true"><q:Qualifications
  xmlns:q="http://uri.etsi.org/TrstSvc/SvcInfoExt/eSigDir-1999-93-EC-TrustedList/#">
 <q:QualificationElement><q:Qualifiers>{qualifiers}</q:Qualifiers>
  <q:CriteriaList assert="all"><q:KeyUsage>
   <q:KeyUsageBit name="digitalSignature">true</q:KeyUsageBit></q:KeyUsage></q:CriteriaList>
 </q:QualificationElement></q:Qualifications></Extension>"""
_QUALIFIER = """<q:Qualifier uri="{uri}"/>"""

_POINTERS = """<PointersToOtherTSL>{pointers}</PointersToOtherTSL>"""
_POINTER = """<OtherTSLPointer>
 <ServiceDigitalIdentities><ServiceDigitalIdentity><DigitalId>
  <X509Certificate>{certificate}</X509Certificate></DigitalId></ServiceDigitalIdentity>
 </ServiceDigitalIdentities>
 <TSLLocation>{url}</TSLLocation>
 <AdditionalInformation>
  <OtherInformation><SchemeTerritory>{territory}</SchemeTerritory></OtherInformation>
  <OtherInformation><x:MimeType>application/vnd.etsi.tsl+xml</x:MimeType></OtherInformation>
 </AdditionalInformation></OtherTSLPointer>"""


@dataclass(frozen=True)
class Period:
    """A status of a service, and since when."""

    status: str
    since: datetime


@dataclass(frozen=True)
class Service:
    """One trusted service of a list."""

    certificate: bytes
    kind: str = CA_QC
    uses: tuple[str, ...] = (FOR_SEALS,)
    now: Period = field(default_factory=lambda: Period(GRANTED, SEALED_AT - timedelta(days=365)))
    before: Period | None = None
    qualifiers: tuple[str, ...] = ()
    history_names_certificate: bool = True

    def xml(self) -> str:
        """Write the service."""
        extensions = "".join(_USE.format(uri=f"{_EXTENSION}/{use}") for use in self.uses)
        extensions += self._qualifications()
        members = {
            "kind": self.kind,
            "certificate": base64.b64encode(self.certificate).decode(),
            "extensions": extensions,
        }
        earlier = self.before and _HISTORY.format(
            **members, status=self.before.status, since=_stamp(self.before.since)
        )
        if earlier and not self.history_names_certificate:
            earlier = _CERTIFICATE.sub("<X509SKI>AAAA</X509SKI>", earlier)
        return _SERVICE.format(
            **members,
            status=self.now.status,
            since=_stamp(self.now.since),
            history=earlier or "",
        )

    def _qualifications(self) -> str:
        if not self.qualifiers:
            return ""
        uris = (f"{_EXTENSION}/{qualifier}" for qualifier in self.qualifiers)
        named = "".join(_QUALIFIER.format(uri=uri) for uri in uris)
        return _QUALIFIERS.format(qualifiers=named)


def list_operator() -> Issued:
    """Make the key that signs a list."""
    subject = name("List operator", country_name="SI")
    valid = (SEALED_AT - timedelta(days=400), timedelta(days=4000))
    return issue(
        subject, [key_usage("digital_signature")], by=None, valid=valid, key=new_key("RSA")
    )


def national_list(
    services: Sequence[Service],
    operator: Issued,
    *,
    territory: str = "SI",
    next_update: datetime = SEALED_AT + timedelta(days=180),
    issued: datetime = SEALED_AT - timedelta(days=1),
) -> bytes:
    """Write and sign a national list."""
    entries = _SERVICES.format(services="".join(service.xml() for service in services))
    return _signed(
        _DOCUMENT.format(
            kind="EUgeneric",
            territory=territory,
            pointers="",
            issued=_stamp(issued),
            next_update=_stamp(next_update),
            services=entries,
        ),
        operator,
    )


def list_of_lists(pointers: dict[str, tuple[str, Issued]], operator: Issued) -> bytes:
    """Write and sign the list of lists; `pointers` by territory: address and signer."""
    entries = "".join(
        _POINTER.format(
            certificate=base64.b64encode(signer.der).decode(), url=url, territory=territory
        )
        for territory, (url, signer) in pointers.items()
    )
    return _signed(
        _DOCUMENT.format(
            kind="EUlistofthelists",
            territory="EU",
            pointers=_POINTERS.format(pointers=entries),
            issued=_stamp(SEALED_AT - timedelta(days=1)),
            next_update=_stamp(SEALED_AT + timedelta(days=180)),
            services="",
        ),
        operator,
    )


def _signed(document: str, operator: Issued) -> bytes:
    signed = XAdESSigner().sign(
        etree.fromstring(document.encode()),
        key=operator.key,
        cert=operator.certificate.public_bytes(Encoding.PEM).decode(),
        always_add_key_value=False,
    )
    written: bytes = etree.tostring(signed)
    return written


def _stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
