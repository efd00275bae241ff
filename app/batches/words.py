"""What the states of batches and rows are called."""

from issuer.model.batch import BatchState, RowState
from issuer.model.text import Text

BATCH_STATES: dict[BatchState, Text] = {
    BatchState.RECEIVING: {"sl": "Sprejemamo datoteko", "en": "Receiving the file"},
    BatchState.CHECKING: {"sl": "Preverjamo vrstice", "en": "Checking the rows"},
    BatchState.CHECKED: {
        "sl": "Preverjeno; čaka na vašo odločitev",
        "en": "Checked; waiting for your decision",
    },
    BatchState.ISSUING: {"sl": "Izdajamo dokazila", "en": "Issuing credentials"},
    BatchState.SEALING: {
        "sl": "Dokazila so izdana; pečatimo jih",
        "en": "Credentials are issued; sealing them",
    },
    BatchState.FINISHED: {"sl": "Končano", "en": "Finished"},
    BatchState.CANCELLED: {
        "sl": "Preklicano; kar je izdano, ostane izdano",
        "en": "Cancelled; what is issued stays issued",
    },
    BatchState.FAILED: {"sl": "Ustavilo se je", "en": "Stopped"},
}

ROW_STATES: dict[RowState, Text] = {
    RowState.FINE: {"sl": "V redu", "en": "Fine"},
    RowState.FAULTY: {"sl": "Popravite", "en": "To mend"},
    RowState.SKIPPED: {"sl": "Preskočeno", "en": "Skipped"},
    RowState.REPLACES: {"sl": "Zamenja obstoječe", "en": "Replaces the present one"},
    RowState.ISSUED: {"sl": "Izdano", "en": "Issued"},
    RowState.FAILED: {"sl": "Ni uspelo", "en": "Failed"},
    RowState.CANCELLED: {"sl": "Preklicano", "en": "Cancelled"},
}
